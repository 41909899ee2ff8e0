import { hubspotEscapes, hubspotHmac, proveHubSpot, type HubSpotVersion } from './hubspot-proof.ts'
import { withHeader, withQuery, type Draft, type Trial } from './surface.ts'

/** Versions that are not accepted, named wrongly, or offered beside a broken one. */
export function versionMistakes(
  { version, accepts }: { version: HubSpotVersion; accepts: readonly HubSpotVersion[] },
  draft: (at: number) => Draft,
  at: number,
): Trial[] {
  const refused = (['v1', 'v2', 'v3'] as const).filter((one) => !accepts.includes(one))
  const trials = refused.map((one): Trial => ({ name: `the version ${one}`, sent: proveHubSpot(one, draft(at)), at }))
  const named = ['v1', 'v2', 'v3', 'v4', 'V2', '2', '', 'v2,v1', 'constructor'].filter((one) => one !== version)
  if (version !== 'v3') {
    for (const one of named) {
      const sent = withHeader(proveHubSpot(version, draft(at)), 'x-hubspot-signature-version', () => [one])
      trials.push({ name: `${version} called "${one}"`, sent, at })
    }
    return trials
  }
  const drafted = draft(at)
  const right = proveHubSpot('v3', drafted)
  const broken = withHeader(right, 'x-hubspot-signature-v3', (value) => [
    `${value.startsWith('A') ? 'B' : 'A'}${value.slice(1)}`,
  ])
  const old = proveHubSpot('v3', { ...drafted, time: '1' })
  for (const one of ['v1', 'v2'] as const) {
    const beside = proveHubSpot(one, drafted).headers.filter(([name]) => name.startsWith('x-hubspot-signature'))
    trials.push(
      {
        name: `a broken v3 with a right ${one} beside it`,
        sent: { ...broken, headers: [...broken.headers, ...beside] },
        at,
      },
      { name: `an old v3 with a right ${one} beside it`, sent: { ...old, headers: [...old.headers, ...beside] }, at },
    )
  }
  const moved = right.headers.map(([name, value]) => [name.replace(/-v3$/, ''), value] as const)
  const sent = { ...right, headers: [...moved, ['x-hubspot-signature-version', 'v3'] as const] }
  return [...trials, { name: 'v3 in the header of v2', sent, at }]
}

/** Addresses that are signed in another spelling than the rule for escapes makes of them. */
export function escapeMistakes(draft: (at: number) => Draft, at: number): Trial[] {
  const signedOver = (name: string, query: string, over: string): Trial => {
    const drafted = draft(at)
    const { method, origin } = drafted
    // What else stands in the query is decoded as it should be.
    const address = origin + withQuery(drafted.target, '').replaceAll('%40', '@')
    const signature = hubspotHmac(drafted, method + withQuery(address, over))
    const sent = proveHubSpot('v3', { ...drafted, target: withQuery(drafted.target, query) })
    return { name, sent: withHeader(sent, 'x-hubspot-signature-v3', () => [signature]), at }
  }
  return [
    ...hubspotEscapes.map((escape) => signedOver(`${escape} signed as it stands`, `a=${escape}`, `a=${escape}`)),
    ...['%20', '%26', '%3D', '%25', '%2B', '%23', '%5B', '%22', '%C3%BC', '%41'].map((escape) =>
      signedOver(`${escape} signed decoded`, `a=${escape}`, `a=${decodeURIComponent(escape)}`),
    ),
    signedOver('an escape signed as if it were decoded twice', 'a=%2540', 'a=@'),
  ]
}
