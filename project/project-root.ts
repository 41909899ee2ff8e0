import { fileURLToPath } from 'node:url'

/** Absolute path of the repository, with hsproject.json in it. */
export const projectRoot = fileURLToPath(new URL('..', import.meta.url))
