// Which views are there? Each has a page of its own at that path, in every language, and stands in the menu in this order.

/** @typedef {{id: string, path: string}} View  path below the language's root, "" or ending in "/" */

/** @type {readonly View[]} */
export const VIEWS = [
  { id: 'verdict', path: '' },
  { id: 'machine', path: 'machine/' },
  { id: 'model', path: 'model/' },
  { id: 'compare', path: 'compare/' },
  { id: 'tables', path: 'tables/' },
  { id: 'accuracy', path: 'accuracy/' },
  { id: 'method', path: 'method/' },
  { id: 'sources', path: 'data/' },
];

/** @param {string} id @returns {View} */
export const viewOf = (id) => VIEWS.find((view) => view.id === id) ?? VIEWS[0];
