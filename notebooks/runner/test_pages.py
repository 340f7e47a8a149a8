import tempfile
import unittest
from pathlib import Path

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from runner.execute import Execution
from runner.fixtures import executed, promises, written
from runner.index import index
from runner.lessons import heading, lessons, neighbours, in_turn
from runner.pages import page
from runner.promises import Setting
from runner.result import judge
from runner.slides import slides

FIGURE = {"application/vnd.plotly.v1+json": {"data": []}, "image/png": "iVBORw0KGgo=", "text/plain": "figure"}


def judged(name, *payloads, failure=None):
    return judge(name, Execution(executed(*payloads), 1.25, failure), Setting("PyTorch", "garden"))


class Series(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        written(self.folder, "01-see", "# 1 · What does *it* see?", "show(1)", part="First steps")
        written(self.folder, "02-head", "# 2 · How <little>?", "[next](03-late.ipynb)")
        written(self.folder, "03-late", "# 3 · When?", part="Later")
        written(self.folder, "solutions/02-head", "# Solutions of lesson 2")


class LessonsTest(Series):
    def test_in_order_with_their_questions(self):
        found = lessons(self.folder)
        self.assertEqual(["01-see", "02-head", "03-late"], [lesson.name for lesson in found])
        self.assertEqual("1 · What does it see?", found[0].title)
        self.assertEqual(["First steps", "", "Later"], [lesson.part for lesson in found])

    def test_three_turns_run_every_solution_once(self):
        for name in ("04-a", "05-b", "06-c"):
            written(self.folder, name, "# ?")
            written(self.folder, f"solutions/{name}", "# Solutions")
        series = lessons(self.folder, solutions=True)
        turns = [[one.name for one in in_turn(series, turn, 3) if one.solves] for turn in (4, 5, 6)]
        self.assertEqual([["solutions/04-a"], ["solutions/05-b"], ["solutions/02-head", "solutions/06-c"]], turns)
        self.assertEqual(6, len([one for one in in_turn(series, 0, 3) if one.solves is None]))

    def test_solutions_of_a_lesson_that_has_no_turn_have_no_neighbours(self):
        series = [one for one in lessons(self.folder, solutions=True) if one.name != "02-head"]
        self.assertEqual((None, None), neighbours(series, "solutions/02-head"))
        self.assertTrue('<nav><a href="../index.html">← all lessons</a></nav>' in page(executed(), "solutions/02-head", series))

    def test_of_the_slow_lessons_each_turn_has_one(self):
        for name in ("04-a", "05-b", "06-c"):
            written(self.folder, name, "# ?", slow=name != "05-b")
        series = lessons(self.folder)
        turns = [[one.name for one in in_turn(series, turn, 9) if one.slow] for turn in (3, 4, 5)]
        self.assertEqual([["06-c"], ["04-a"], ["06-c"]], turns)
        self.assertEqual(4, len([one for one in in_turn(series, 0, 9) if not one.slow]))

    def test_solutions_stand_behind_their_lesson(self):
        found = lessons(self.folder, solutions=True)
        self.assertEqual(["01-see", "02-head", "solutions/02-head", "03-late"], [lesson.name for lesson in found])
        self.assertEqual([None, None, "02-head", None], [lesson.solves for lesson in found])

    def test_neighbours(self):
        found = lessons(self.folder, solutions=True)
        names = [[lesson and lesson.name for lesson in neighbours(found, one.name)] for one in found]
        self.assertEqual([[None, "02-head"], ["01-see", "03-late"], ["01-see", "03-late"], ["02-head", None]], names)

    def test_a_notebook_without_a_heading(self):
        self.assertEqual("", heading(executed()))


class PageTest(Series):
    def test_loads_nothing_and_shows_the_picture(self):
        notebook = executed(promises(accuracy=0.9))
        notebook.cells[0].outputs.append(new_output("display_data", FIGURE))
        html = page(notebook, "02-head")
        self.assertIn('src="data:image/png;base64,iVBORw0KGgo="', html)
        self.assertNotIn("<script", html)
        self.assertNotIn("<nav", html)
        self.assertNotIn("http://", html.replace("http://www.w3.org", ""))

    def test_leads_back_and_on(self):
        series = lessons(self.folder, solutions=True)
        html = page(executed(), "02-head", series)
        self.assertIn('<a href="index.html">← all lessons</a>', html)
        self.assertIn('<a class="before" href="01-see.html">← 1 · What does it see?</a>', html)
        self.assertIn('<a class="after" href="03-late.html">3 · When? →</a>', html)
        self.assertIn('href="../03-late.html"', page(executed(), "solutions/02-head", series))
        self.assertIn("2 · How &lt;little&gt;?", page(executed(), "01-see", series))

    def test_links_to_notebooks_lead_to_their_pages(self):
        text = "[a](03-late.ipynb) [b](solutions/02-head.ipynb#end) [c](https://x.org/d.ipynb) `e.ipynb` [f](08-none.ipynb)"
        notebook = new_notebook(cells=[new_markdown_cell(text)])
        html = page(notebook, "02-head", lessons(self.folder, solutions=True))
        self.assertIn('<a href="03-late.html">a</a>', html)
        self.assertIn('<a href="solutions/02-head.html#end">b</a>', html)
        self.assertIn('href="https://x.org/d.ipynb"', html)
        self.assertIn("<code>e.ipynb</code> f", html)
        self.assertNotIn("solutions/02-head", page(notebook, "02-head", lessons(self.folder)))
        back = new_notebook(cells=[new_markdown_cell("[back](../02-head.ipynb)")])
        self.assertIn('<a href="../02-head.html">back</a>', page(back, "solutions/02-head", lessons(self.folder, solutions=True)))


class IndexTest(Series):
    def test_questions_in_their_parts(self):
        results = [judged(name, promises(a=1)) for name in ("01-see", "02-head", "03-late")]
        html = index(results, lessons(self.folder))
        order = ["<h2>First steps</h2>", 'href="01-see.html">1 · What does it see?</a>', "2 · How &lt;little&gt;?", "<h2>Later</h2>"]
        self.assertEqual(sorted(map(html.index, order)), [html.index(part) for part in order])
        self.assertIn("everything promised holds · 4 s on PyTorch, garden", html)
        self.assertIn("<summary>1 of 1 promises held · 1 s</summary>", html)

    def test_what_is_broken_stands_open(self):
        html = index([judged("01-see", [{"name": "a < b", "value": "<i>", "held": False}]), judged("02-head", promises(a=1))])
        self.assertIn("<td>a &lt; b</td><td>&lt;i&gt;</td><td class=\"broken\">broken</td>", html)
        self.assertEqual(1, html.count('<details class="state" open>'))
        self.assertIn("1 of 2 broken", html)

    def test_solutions_stand_in_the_entry_of_their_lesson(self):
        results = [judged("02-head", promises(a=1)), judged("solutions/02-head", promises(b=1, c=2))]
        html = index(results, lessons(self.folder, solutions=True))
        self.assertEqual(1, html.count("<li>"))
        self.assertIn('<a href="solutions/02-head.html">solutions</a>: 2 of 2 promises held', html)

    def test_solutions_whose_lesson_was_not_run_stand_by_themselves(self):
        results = [judged("01-see", promises(a=1)), judged("solutions/02-head", promises(b=1, c=2))]
        html = index(results, lessons(self.folder, solutions=True))
        self.assertEqual((2, 1), (html.count("<li>"), html.count('class="question"')))
        self.assertIn('<a href="solutions/02-head.html">Solutions of lesson 2</a>: 2 of 2 promises held', html)


class SlidesTest(unittest.TestCase):
    def slides(self, *cells):
        return slides(new_notebook(cells=list(cells)), "x")

    def test_a_heading_begins_a_slide_and_what_follows_stays_on_it(self):
        picture = new_code_cell("draw()", outputs=[new_output("display_data", FIGURE)])
        html = self.slides(
            new_markdown_cell("# Title"), new_markdown_cell("## One"), picture, new_markdown_cell("### in it"), new_markdown_cell("## Two")
        )
        sections = html.split('<section class="slide">')[1:]
        self.assertEqual([1, 1, 1], [section.count("</section>") for section in sections])
        self.assertIn("Title", sections[0])
        for part in ("One", "draw", "data:image/png", "in it"):
            self.assertIn(part, sections[1])
        self.assertIn("Two", sections[2])

    def test_slide_types_of_cells_win(self):
        def cell(source, kind):
            return new_markdown_cell(source, metadata={"slideshow": {"slide_type": kind}})

        html = self.slides(
            cell("first", "-"), cell("second", "subslide"), cell("## third", "fragment"), cell("left out", "skip"), cell("said", "notes")
        )
        self.assertEqual(2, html.count('<section class="slide">'))
        self.assertNotIn("left out", html)
        self.assertNotIn("said", html.split("<body")[1])

    def test_loads_nothing(self):
        html = self.slides(new_markdown_cell("# Title"))
        self.assertNotIn("src=", html)
        self.assertNotIn("<link", html)
