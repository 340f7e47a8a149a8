"use strict";
const by = (id) => document.getElementById(id);
let asked = 0;

function say(text, wrong) {
  by("said").textContent = text;
  by("said").classList.toggle("wrong", Boolean(wrong));
}

function title(answer) {
  if (answer.tags) return answer.tags.join(", ") || "no tag";
  if (answer.values) return Object.entries(answer.values).map(([name, value]) => `${name} ${Number(value.toPrecision(6))}`).join(", ");
  return answer.label || "What is where";
}

function show(answer) {
  by("answer").hidden = false;
  by("label").textContent = title(answer);
  const shares = Object.entries(answer.top || answer.shares || {});
  if (answer.shares) by("where-title").textContent = "What it takes each pixel for";
  by("shares").replaceChildren(...shares.slice(0, 10).map(([name, share]) => {
    const row = document.createElement("li");
    const label = document.createElement("span");
    label.textContent = name;
    if (answer.colours) label.style.borderLeft = `0.8em solid ${answer.colours[name]}`;
    if (answer.colours) label.style.paddingLeft = "0.4em";
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.value = share;
    bar.setAttribute("aria-label", name);
    const number = document.createElement("span");
    number.textContent = `${(100 * share).toFixed(1)} %`;
    row.append(label, bar, number);
    return row;
  }));
}

async function ask(body, type) {
  const mine = ++asked;
  by("answer").hidden = true;
  by("where").hidden = by("where-title").hidden = true;
  say("…");
  try {
    const reply = await fetch("predict", {method: "POST", body, headers: {"Content-Type": type}});
    const answer = await reply.json();
    if (mine !== asked) return;
    if (!reply.ok) return say(answer.error, true);
    say("");
    show(answer);
    if (type !== "application/json") await look(body, mine);
  } catch (problem) {
    if (mine === asked) say(`the service does not answer (${problem.message})`, true);
  }
}

async function look(body, mine) {
  const reply = await fetch("look", {method: "POST", body, headers: {"Content-Type": "application/octet-stream"}});
  if (!reply.ok || mine !== asked) return;
  by("where").src = URL.createObjectURL(await reply.blob());
  by("where").hidden = by("where-title").hidden = false;
}

function photo(file) {
  if (!file) return;
  by("shown").src = URL.createObjectURL(file);
  by("shown").hidden = false;
  ask(file, "application/octet-stream");
}

by("file").addEventListener("change", () => photo(by("file").files[0]));
for (const name of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    by("drop").classList.toggle("over", name === "dragover");
    if (name === "drop" && event.dataTransfer.files.length) photo(event.dataTransfer.files[0]);
  });
}
by("text").addEventListener("submit", (event) => {
  event.preventDefault();
  ask(JSON.stringify({text: by("words").value}), "application/json");
});
by("here").textContent = location.origin;
fetch("health").then((reply) => reply.json()).then((health) => {
  const some = health.classes.slice(0, 20).join(", ");
  const what = {class: "tells # classes", tags: "gives # tags", numbers: "estimates", mask: "tells # classes of pixels"}[health.answer];
  by("classes").textContent = `It ${what.replace("#", health.classes.length)}: ${some}${health.classes.length > 20 ? ", …" : ""}.`;
  by(health.input).hidden = false;
}).catch((problem) => say(`the service does not answer (${problem.message})`, true));
