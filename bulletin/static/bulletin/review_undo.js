// Ten seconds in which an answer can be taken back. They are shown, not told: a screen reader hears the answer once.

let ticking = 0;

export function startCountdown(form, seconds = Number(form.dataset.left ?? 0)) {
  clearInterval(ticking);
  const end = performance.now() + seconds * 1000;
  const tick = () => {
    const left = Math.ceil((end - performance.now()) / 1000);
    if (left <= 0) return stopCountdown(form);
    form.querySelector("[data-seconds]").textContent = left;
    form.querySelector("button").disabled = false;
  };
  tick();
  if (seconds > 0) ticking = setInterval(tick, 500);
}

export function stopCountdown(form) {
  clearInterval(ticking);
  delete form.dataset.left;
  form.querySelector("[data-seconds]").textContent = "";
  form.querySelector("button").disabled = true;
}
