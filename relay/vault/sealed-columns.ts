/**
 * Everything that is sealed and kept in the database, by table and column. Whoever seals says which of them it is for, so a new one
 * does not compile before it stands here; and what stands here is wrapped anew when the master key is replaced.
 */
export const sealedColumns = [
  'portal.access_token',
  'portal.refresh_token',
  'account_secret.value',
  'account_taken.digest',
] as const
export type SealedColumn = (typeof sealedColumns)[number]
