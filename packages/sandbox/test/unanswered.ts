/** Operations that the sandbox does not answer yet: it says 501. To be emptied. */
export const unanswered: readonly string[] = [
];
