import type { RemoteChannel } from '@remote-ui/core'
import { createEndpoint } from '@remote-ui/rpc'
import type { ExtensionContext } from './extension-api.ts'
import type { HostApi } from './host-api.ts'
import type { WorkerApi } from './worker.ts'

/** Runs the text of a bundle in a new worker. Returns how to end it at once. */
export function startExtension(
  worker: Worker,
  bundle: { name: string; source: string; context: ExtensionContext },
  receive: RemoteChannel,
  host: HostApi,
): () => void {
  const endpoint = createEndpoint<WorkerApi>(worker)
  let ended = false
  const channel: RemoteChannel = (type, ...change) => (ended ? undefined : receive(type, ...change))
  worker.addEventListener('error', (event) => {
    event.preventDefault()
    if (!ended) host.crashed(event.message || 'The worker stopped')
  })
  void endpoint.call.run(bundle, channel, host)
  return () => {
    ended = true
    endpoint.terminate()
    worker.terminate()
  }
}
