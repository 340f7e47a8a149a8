import io
import unittest

from runner.live import Live


class Terminal(io.StringIO):
    def isatty(self):
        return True


class LiveTest(unittest.TestCase):
    def test_a_terminal_sees_one_line_that_changes(self):
        stream = Terminal()
        live = Live("[3/11] 03 ... ", stream)
        live.cell(7, 40)
        live.progress("fineTune epoch 3/6")
        live.end("41.2 s, ok")
        self.assertEqual(
            ["[3/11] 03 ... ", "[3/11] 03 ... cell 7/40", "[3/11] 03 ... cell 7/40 · fineTune epoch 3/6", "[3/11] 03 ... 41.2 s, ok\n"],
            stream.getvalue().split("\r\x1b[K"),
        )

    def test_a_line_is_never_wider_than_the_terminal(self):
        stream = Terminal()
        Live("03 ... ", stream).progress("x" * 500)
        self.assertLess(len(stream.getvalue().split("\x1b[K")[1]), 500)

    def test_a_log_gets_a_line_now_and_then(self):
        now = [0.0]
        stream = io.StringIO()
        live = Live("[1/2] 01 ... ", stream, clock=lambda: now[0])
        for second in range(0, 150, 10):
            now[0] = second
            live.cell(second // 10 + 1, 15)
        live.end("150.0 s, ok")
        self.assertEqual("[1/2] 01 ... \n  cell 7/15\n  cell 13/15\n  150.0 s, ok\n", stream.getvalue())

    def test_a_short_lesson_is_one_line_in_a_log(self):
        stream = io.StringIO()
        live = Live("[1/2] 01 ... ", stream, clock=lambda: 0.0)
        live.cell(1, 2)
        live.end("1.0 s, ok")
        self.assertEqual("[1/2] 01 ... 1.0 s, ok\n", stream.getvalue())
