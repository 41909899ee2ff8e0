import { randomUUID } from 'node:crypto'
import { allProviders } from '../../../workbench/simulator/all-providers.ts'
import type { Line, Provider, WebhookRequest } from '../../../relay/providers/provider.ts'
import type { ProviderDescriptor, WebhookProof } from '../../../test/providers/descriptor.ts'
import type { Stage } from '../../stage/perform.ts'
import { account } from '../../stage/relay-settings.ts'
import type { PostOffice } from '../providers/post-office.ts'
import { waitUntil } from '../providers/wait-until.ts'
import { nearSecrets } from './stage-secrets.ts'
import { inTarget, type Draft, type Header, type Sent, type Surface } from './surface.ts'
import { webhookProofs, type WebhookProofScheme } from './webhook-proofs.ts'

/** A line of a provider that has webhooks, named as the provider, and a second one that is replacing its secret. */
export interface WebhookLine {
  lineId: string
  provider: Provider
  line: Line
}

/** What a vendor has sent: the surfaces are tried with it. */
interface Seen extends WebhookLine {
  proof: WebhookProof
  scheme: WebhookProofScheme
  genuine: WebhookRequest
}

/** Headers that belong to one connection. */
const ofConnection = /^(host|connection|content-length|transfer-encoding|keep-alive|accept.*|user-agent)$/

/** Starts the fake of every provider that has webhooks and has a person write to it, for a genuine webhook of each. */
export async function openWebhookLines(
  stage: Stage,
  office: PostOffice,
): Promise<{ lines: WebhookLine[]; surfaces: Surface[] }> {
  const lines: WebhookLine[] = []
  const surfaces: Surface[] = []
  for (const provider of allProviders.values()) {
    if (!provider.verify) continue
    const file = new URL(`../../../test/providers/${provider.name}.ts`, import.meta.url)
    const { descriptor } = (await import(file.href)) as { descriptor: ProviderDescriptor }
    const scheme = webhookProofs[provider.name]
    const proof = descriptor.webhooks
    if (!scheme || !proof) throw new Error(`nothing says how the webhooks of ${provider.name} prove themselves`)
    const lineId = provider.name
    const hole = office.line(lineId)
    hole.handling = 'keep'
    const world = await descriptor.start(`${office.url}/webhooks/${account.portalId}/${lineId}`, 'relay')
    stage.atEnd(() => world.close())
    await world.write({ from: world.person(1), body: 'Thanks' })
    await waitUntil(() => hole.came.length > 0, 20_000)
    const [genuine] = hole.came
    if (!genuine) throw new Error(`${provider.name} has sent no webhook`)
    const seen = { lineId, provider, line: world.line, proof, scheme, genuine }
    lines.push(seen)
    surfaces.push(surfaceOf(seen, office.url))
    if (!provider.handshake) surfaces.push(gotOf(surfaceOf(seen, office.url)))
    if (proof.rotating) {
      const rotating = { ...seen, lineId: `${lineId}-rotating`, line: proof.rotating(world.line) }
      lines.push(rotating)
      surfaces.push(surfaceOf(rotating, office.url))
    }
    if (provider.handshake) surfaces.push(handshakeOf(seen, office.url))
  }
  return { lines, surfaces }
}

/** The door of one line. Its right secrets are the line's; a stranger's are those the descriptor calls another's. */
function surfaceOf({ lineId, line, proof, scheme, genuine }: Seen, origin: string): Surface {
  const secretsOf = ({ settings }: Line) =>
    scheme.settings.map((name) => (settings as Record<string, unknown>)[name]).filter((one) => typeof one === 'string')
  const right = secretsOf(line)
  const path = genuine.target.replace(/^\/webhooks\/[^/]+\/[^/?]+/, `/webhooks/${account.portalId}/${lineId}`)
  const kept = Object.entries(genuine.headers).filter(
    ([name]) => !ofConnection.test(name) && !scheme.proof.includes(name),
  )
  const prove = (draft: Draft): Sent => ({
    method: draft.method,
    target: scheme.target?.(draft) ?? draft.target,
    headers: [...kept, ...scheme.sign(draft)],
    body: draft.body,
  })
  const draft = (at: number): Draft => ({
    method: genuine.method,
    origin,
    target: path,
    body: Buffer.from(unlike(genuine)),
    time: String(Math.floor(at / 1_000)),
    id: randomUUID(),
    secret: right[0] ?? '',
  })
  const others = [...nearSecrets(right[0] ?? ''), ...secretsOf(proof.otherSecret(line))]
  /** Base64 is read leniently by some vendors, and a header loses spaces at its ends: then two texts are one secret. */
  function provesAlike(one: string, other: string): boolean {
    const drafted = draft(0)
    const [by, with_] = [one, other].map((secret) => {
      const { target, headers } = prove({ ...drafted, secret })
      return JSON.stringify([target, headers.map(([, value]) => value.trim())])
    })
    return by === with_
  }
  return {
    name: `${genuine.method} /webhooks/${lineId}`,
    draft,
    prove,
    signature: scheme.signature,
    encoding: scheme.encoding,
    proof: scheme.proof,
    covers: scheme.covers,
    time: scheme.time,
    secrets: { right, wrong: others.filter((secret) => !right.some((one) => provesAlike(one, secret))) },
    stores: true,
    allows: scheme.allows,
    own: (at) => ({
      wrong: proof
        .without({ ...genuine, target: path })
        .filter(({ target }) => target.startsWith('/webhooks/'))
        .map((webhook, index) => ({ name: `without part ${index + 1} of its proof`, sent: asSent(webhook), at })),
      // As it came from the vendor's fake, whose signature is not ours.
      right: [
        {
          name: 'as its vendor sends it',
          sent: asSent({ ...genuine, target: vendorTarget(genuine, path, scheme) }),
          at,
        },
      ],
    }),
  }
}

/** The same door for a vendor that delivers in the address alone. Whether it stores anything is found out by knocking. */
function gotOf(posted: Surface): Surface {
  return {
    ...posted,
    name: posted.name.replace(/^\w+/, 'GET'),
    draft: (at) => ({ ...posted.draft(at), method: 'GET', body: Buffer.alloc(0) }),
    covers: { ...posted.covers, body: false },
    stores: false,
    own: () => ({ wrong: [], right: [] }),
  }
}

/** What is signed together with the address cannot be used at another line's. */
function vendorTarget(genuine: WebhookRequest, path: string, { covers }: WebhookProofScheme): string {
  return covers.target ? genuine.target : path
}

/** A form gets one more parameter, so that each has a signature of its own where neither id nor time is signed. */
function unlike({ headers, body }: WebhookRequest): Uint8Array {
  if (!/x-www-form-urlencoded/.test(headers['content-type'] ?? '')) return body
  return Buffer.from(`${Buffer.from(body).toString('latin1')}&Unlike=${randomUUID()}`, 'latin1')
}

function asSent({ method, target, headers, body }: WebhookRequest): Sent {
  const kept: Header[] = Object.entries(headers).filter(([name]) => !ofConnection.test(name))
  return { method, target, headers: kept, body: Buffer.from(body) }
}

/** The question of a vendor whether this address is ours: the word is in the query. */
function handshakeOf({ lineId, line }: Seen, origin: string): Surface {
  const { verifyToken } = line.settings as { verifyToken: string }
  const word = /(?<=hub\.verify_token=)[^&]*/
  return {
    name: `GET /webhooks/${lineId}, a vendor's question`,
    draft: (at) => ({
      method: 'GET',
      origin,
      target: `/webhooks/${account.portalId}/${lineId}?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=`,
      body: Buffer.alloc(0),
      time: String(at),
      id: '',
      secret: verifyToken,
    }),
    prove: ({ method, target, secret, body }) => ({
      method,
      target: target + encodeURIComponent(secret),
      headers: [],
      body,
    }),
    signature: inTarget(word),
    encoding: 'word',
    proof: [],
    covers: { method: false, origin: false, target: false, body: false },
    time: null,
    secrets: { right: [verifyToken], wrong: nearSecrets(verifyToken) },
    stores: false,
    allows: new Set(),
    own: (at) => ({
      wrong: ['unsubscribe', 'SUBSCRIBE', ''].map((mode) => ({
        name: `the mode "${mode}"`,
        sent: {
          method: 'GET',
          target: `/webhooks/${account.portalId}/${lineId}?hub.mode=${mode}&hub.challenge=1&hub.verify_token=${verifyToken}`,
          headers: [],
          body: Buffer.alloc(0),
        },
        at,
      })),
      right: [],
    }),
  }
}
