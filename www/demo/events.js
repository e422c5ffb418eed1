// Shows what the widget tells its host, newest first, and passes in what the host knows.
const widget = document.getElementById("widget");
const heard = document.getElementById("heard");

for (const type of ["ready", "progress", "result", "contact", "error"]) {
  widget.addEventListener(type, ({ detail }) => {
    const [line, name, what] = ["p", "strong", "code"].map((one) => document.createElement(one));
    name.textContent = type;
    what.textContent = JSON.stringify(detail).replaceAll("},{", "},\n {");
    line.append(name, what);
    heard.prepend(line);
  });
}

document.getElementById("set").addEventListener("click", () => {
  puljetjek.set(widget, { employees_fte: 12, region: "syddanmark" });
});
document.getElementById("reset").addEventListener("click", () => puljetjek.reset(widget));
