/** In place of an account's id, for what belongs to the relay itself: no account has it. */
export const ofNoAccount = '0'
