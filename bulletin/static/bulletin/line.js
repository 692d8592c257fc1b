// The line to the server, which may be cut, and may belong to somebody who has signed out meanwhile.

const PATIENCE = 20_000;

// Signing in anew in another tab changes it: the cookie has the one that counts.
export const token = (known) => document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/)?.[1] ?? known;

// The answer, or null if there is none.
export function post(address, body, known, options = {}) {
  const headers = { Accept: "application/json", "X-CSRFToken": token(known) };
  const signal = AbortSignal.timeout(PATIENCE);
  return fetch(address, { method: "POST", body, headers, redirect: "manual", signal, ...options }).catch(() => null);
}

export const isOut = (answer) => answer?.type === "opaqueredirect" || answer?.status === 403;
export const isLost = (answer) => !answer || answer.status >= 500 || answer.status === 429;
