// Listens while a user answers, and keeps how long the page takes, what shifts, and what keeps the
// main thread. It only listens: nothing in here waits, so nothing can wait for ever.
//
// What counts of an input is the work, from the moment when the page hears of it to the painted
// frame: until all that it set off is done; and then the frame, from its first callback to the
// first task after it, which runs when style, layout and paint are done. Should the page be done
// before the screen's next turn, it only waits in between: up to 16.7 ms that no program can save,
// so they are left out. It is done when it comes to a task that gives way to all others: an address
// that changes is heard in a task of its own, and Yew goes on in another when it has worked for a
// frame. `seen` has the waiting, and the way of the input through the browser, too. (The Event
// Timing API tells no more than that, in steps of 8 ms.)
(() => {
  const heard = (window.heard = { inputs: [], shifts: [], tasks: [], late: 0 });
  const afterThis = (work) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => work();
    port2.postMessage(null);
  };

  let input = null;
  let page = location.hash;
  const begin = (event) => {
    // A click on a label is a click on its input, too; they are painted as one.
    if (input) return;
    page = location.hash;
    const own = (input = {
      on: event.target.closest("button, label, input, a, summary")?.tagName ?? "",
      id: event.target.id,
      from: page,
    });
    const began = performance.now();
    let done = Infinity;
    scheduler.postTask(() => (done = performance.now()), { priority: "background" });
    requestAnimationFrame(() => {
      const frame = performance.now();
      afterThis(() => {
        const painted = performance.now();
        own.work = painted - began - (done < frame ? frame - done : 0);
        own.seen = painted - event.timeStamp;
        own.to = location.hash;
        heard.inputs.push(own);
        input = null;
      });
    });
  };
  for (const kind of ["click", "input"]) addEventListener(kind, begin, true);

  // What changes without an input, or after its frame, is painted later than what was counted.
  new MutationObserver(() => input || (heard.late += 1)).observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  });

  const observe = (type, keep) =>
    new PerformanceObserver((list) => list.getEntries().forEach(keep)).observe({ type });
  observe("layout-shift", ({ value, hadRecentInput, sources }) =>
    heard.shifts.push({
      value,
      afterInput: hadRecentInput,
      from: page,
      at: location.hash,
      moved: sources.map(({ node }) => node?.id || node?.className || node?.nodeName || "gone"),
    }),
  );
  observe("longtask", ({ duration }) => heard.tasks.push(duration));
})();
