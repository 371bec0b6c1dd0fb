/** Runs it when the page has nothing better to do; where the browser cannot tell, soon. @param {() => void} work */
export const whenIdle = (work) =>
  'requestIdleCallback' in window ? requestIdleCallback(work, { timeout: 2000 }) : setTimeout(work, 200);
