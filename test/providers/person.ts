/** Whom providers' tests write to, and who writes to them. */
export const person = '+14155561001'
