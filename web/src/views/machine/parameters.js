/** What the address of this view says beside the question. */
export const PARAMETERS = ['sort', 'family', 'licence', 'size', 'modality', 'task'];
