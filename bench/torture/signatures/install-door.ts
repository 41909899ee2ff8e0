import { createHmac } from 'node:crypto'
import { nearSecrets, stageSecrets } from './stage-secrets.ts'
import { inTarget, type Draft, type Sent, type Surface } from './surface.ts'

/** An install link, which connects an account to a workspace that whoever runs the relay has named. */
export function installDoor(path: string, origin: string): Surface {
  const [current, previous] = stageSecrets.app
  const draft = (at: number): Draft => ({
    method: 'GET',
    origin,
    target: path,
    body: Buffer.alloc(0),
    time: String(Math.floor(at / 1_000) + 3_600),
    id: 'acme',
    secret: current,
  })
  const link = (
    drafted: Draft,
    query: (given: { workspace: string; until: string; proof: string }) => string,
  ): Sent => {
    const { secret, id: workspace, time: until } = drafted
    const text = `homing install link\n${workspace}\n${until}`
    const proof = createHmac('sha256', secret).update(text).digest('base64url')
    return { method: 'GET', target: `${path}?${query({ workspace, until, proof })}`, headers: [], body: drafted.body }
  }
  const ordinary = (given: object) => new URLSearchParams({ ...given }).toString()
  return {
    name: `GET ${path}, a signed link`,
    draft,
    prove: (drafted) => link(drafted, ordinary),
    signature: inTarget(/(?<=[?&]proof=)[^&]*/),
    encoding: 'word',
    proof: [],
    covers: { method: false, origin: false, target: false, body: false },
    time: null,
    secrets: {
      right: [current, previous],
      wrong: nearSecrets(current, ...stageSecrets.client, ...stageSecrets.function),
    },
    stores: false,
    pages: [403, 410],
    allows: new Set(),
    own: (at) => {
      const drafted = draft(at)
      const late = String(Math.floor(at / 1_000) - 1)
      const changed = (name: string, query: Parameters<typeof link>[1]) => ({ name, sent: link(drafted, query), at })
      return {
        right: [],
        wrong: [
          { name: 'a link that has expired', sent: link({ ...drafted, time: late }, ordinary), at },
          ...['', 'NaN', '-1', '1e12', '9'.repeat(30), 'Infinity', ' '].map((time) => ({
            name: `a link until "${time.slice(0, 10)}"`,
            sent: link({ ...drafted, time }, ordinary),
            at,
          })),
          { name: 'a link to a workspace of the relay', sent: link({ ...drafted, id: 'portal-5151' }, ordinary), at },
          { name: 'a link to a workspace in lines', sent: link({ ...drafted, id: 'a\n9' }, ordinary), at },
          changed('a link to another workspace', (given) => ordinary({ ...given, workspace: 'other' })),
          changed('a link that lasts longer', (given) => ordinary({ ...given, until: `${given.until}0` })),
          changed('a link with two workspaces', (given) => `workspace=other&${ordinary(given)}`),
          changed('a link with a workspace more', (given) => `${ordinary(given)}&workspace=other`),
          changed('a link with two proofs', (given) => `${ordinary(given)}&proof=${given.proof}`),
          changed('a link without its end', ({ workspace, proof }) => ordinary({ workspace, proof })),
          changed('a link without its workspace', ({ until, proof }) => ordinary({ until, proof })),
          changed('a link with nothing but its workspace', ({ workspace }) => ordinary({ workspace })),
          changed('a link with base64 in place of base64url', (given) =>
            ordinary({ ...given, proof: `${Buffer.from(given.proof, 'base64url').toString('base64')}` }),
          ),
        ],
      }
    },
  }
}
