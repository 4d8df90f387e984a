/** Lists differ about what a hand means, so the words stand beside the fingers every time. */
export const fingers = ['no', 'big doubts', 'doubts', 'can support', 'support', 'fully for'];

/** From here on a hand supports. */
export const support = 3;
