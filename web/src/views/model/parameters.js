/** What the address of this view says beside the question. */
export const PARAMETERS = ['sort', 'speed', 'vendor'];
