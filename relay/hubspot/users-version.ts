/** The Users API has versions of its own, and is none of those by `apiVersion`. */
export const usersVersion = '2026-03'
