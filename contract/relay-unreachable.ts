/** What a rep is told where the relay does not answer at all, whichever way the call went. */
export const relayUnreachable = {
  code: 'relay_unreachable',
  detail:
    'Homing cannot be reached right now. Your text is kept: try again in a minute, and if it stays, tell your Homing administrator.',
}
