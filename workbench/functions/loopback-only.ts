import { Server, Socket } from 'node:net'

/**
 * Loaded before anything else in the runtime's process: no connection leaves this machine and none is taken from
 * outside it, whatever a dependency tries. Each refused connection is told to the parent process.
 */
type Arguments = [first?: unknown, second?: unknown, ...rest: unknown[]]

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/

/** Null for a pipe, which has no host. */
function hostOf([first, second]: Arguments): string | null {
  const target = Array.isArray(first) ? (first[0] as unknown) : first
  if (typeof target === 'object' && target !== null) {
    if ('path' in target && typeof target.path === 'string') return null
    return 'host' in target && typeof target.host === 'string' ? target.host : 'localhost'
  }
  if (typeof target === 'string' && Number.isNaN(Number(target))) return null
  return typeof second === 'string' ? second : 'localhost'
}

const connect = Socket.prototype.connect as (...parameters: Arguments) => Socket
Socket.prototype.connect = function (this: Socket, ...parameters: Arguments): Socket {
  const host = hostOf(parameters)
  if (host === null || loopback.test(host)) return connect.apply(this, parameters)
  process.send?.({ kind: 'refused', host })
  return this.destroy(new Error(`the workbench does not connect to ${host}`))
}

const listen = Server.prototype.listen as (...parameters: Arguments) => Server
Server.prototype.listen = function (this: Server, ...parameters: Arguments): Server {
  const [first, ...rest] = parameters
  if (typeof first === 'object' && first !== null && 'port' in first && !('host' in first)) {
    return listen.call(this, { ...first, host: '127.0.0.1' }, ...rest)
  }
  if (typeof first === 'number' && typeof rest[0] !== 'string') {
    const callback = rest.find((one) => typeof one === 'function')
    return listen.call(this, { port: first, host: '127.0.0.1' }, callback)
  }
  return listen.apply(this, parameters)
}
