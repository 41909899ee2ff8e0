import type { Surface, Trial } from './surface.ts'

/** Everything about a right request that may differ without making it wrong. */
export function rightWays(surface: Surface, at: number): Trial[] {
  const { secrets, time } = surface
  const right = () => surface.prove(surface.draft(at))
  const anywhere = right()
  const trials: Trial[] = [
    ...secrets.right.map((secret, index) => ({
      name: index === 0 ? 'with the secret' : 'with the other secret while one is replaced',
      sent: surface.prove({ ...surface.draft(at), secret }),
      at,
    })),
    {
      name: 'under another Host',
      sent: { ...anywhere, headers: [['host', 'relay.example'], ...anywhere.headers] },
      at,
    },
    { name: 'with header names in capitals', sent: named(right(), (name) => name.toUpperCase()), at },
    { name: 'with headers that nobody knows', sent: more(right()), at },
  ]
  if (anywhere.body.length > 0) trials.push({ name: 'in pieces', sent: { ...right(), chunked: true }, at })
  if (surface.covers.body) {
    const bodies: [string, Buffer][] = [
      ['an empty body', Buffer.alloc(0)],
      ['every byte there is', Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))],
    ]
    for (const [name, body] of bodies) {
      trials.push({ name: `with ${name}`, sent: surface.prove({ ...surface.draft(at), body }), at, senseless: true })
    }
  }
  if (time) {
    for (const seconds of [-300, -299, -1, 1, 299, 300]) {
      const draft = { ...surface.draft(at), time: String(Math.floor(at / time.unit) + (seconds * 1_000) / time.unit) }
      // Schemes that count whole seconds have lost up to one already.
      const moment = time.unit === 1 ? at : Math.floor(at / 1_000) * 1_000
      trials.push({ name: `with a clock at ${seconds} seconds`, sent: surface.prove(draft), at: moment })
    }
  }
  return trials
}

function named(sent: Trial['sent'], change: (name: string) => string): Trial['sent'] {
  return { ...sent, headers: sent.headers.map(([name, value]) => [change(name), value]) }
}

function more(sent: Trial['sent']): Trial['sent'] {
  const extra = [
    ['x-forwarded-host', 'relay.example'],
    ['x-forwarded-proto', 'https'],
    ['x-forwarded-for', '203.0.113.9'],
    ['x-original-url', '/elsewhere'],
    ['x-http-method-override', 'DELETE'],
  ] as const
  return { ...sent, headers: [...extra, ...sent.headers] }
}
