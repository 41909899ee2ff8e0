import { Server, type IncomingMessage } from 'node:http'

/**
 * Loaded before a relay that is to be worse than ours: a request that names a wrong in its headers has it done before it is
 * answered.
 */
const wrongs: Record<string, () => void> = {
  block: () => {
    for (const until = performance.now() + 400; performance.now() < until;) continue
  },
  expression: () => void '<'.repeat(45_000).replace(/<[^>]*>/g, ''),
  end: () => process.exit(1),
  throw: () =>
    void setImmediate(() => {
      throw new Error('planted')
    }),
}

const { emit } = Server.prototype
Server.prototype.emit = function (event: string, ...args: unknown[]): boolean {
  const planted = event === 'request' ? (args[0] as IncomingMessage).headers['x-planted'] : undefined
  if (typeof planted === 'string') wrongs[planted]?.()
  return Reflect.apply(emit, this, [event, ...args]) as boolean
}
