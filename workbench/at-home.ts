import { allowedHosts } from '../relay/reach/allowed-hosts.ts'
import { createReaches } from '../relay/reach/create-reaches.ts'

/** The reach of a line whose vendors are all on this machine. */
export const atHome = createReaches({ allowed: allowedHosts(['127.0.0.0/8']) })([])
