/**
 * Whether a line is still as a call was begun with it. Only the room `account` knows; whoever speaks to a provider asks it right before every
 * request, since a process may stand still between any two statements, and connecting may take long.
 */
export interface Standing {
  /**
   * Resolves where it is, in the turn in which that is as sure as for whoever asks for the account: what is written in this turn is written
   * by settings that hold. Throws `LineChanged` where it is not, and `Temporary` where nobody can say, whatever
   * the reason.
   */
  confirm(): Promise<void>
  /** The same at this moment, by what is known: false where it has to be confirmed anew. */
  holds(): boolean
}
