import type { RemoteChannel } from '@remote-ui/core'
import { createEndpoint, retain } from '@remote-ui/rpc'
import type { ExtensionContext, RenderExtension } from './extension-api.ts'
import type { HostApi } from './host-api.ts'
import { mountExtension } from './mount-extension.tsx'
import { sandboxGlobals } from './sandbox-globals.ts'
import { sealWorker } from './seal-worker.ts'

/** What the page calls in the worker. */
export interface WorkerApi {
  run(
    extension: { source: string; name: string; context: ExtensionContext },
    channel: RemoteChannel,
    host: HostApi,
  ): void
}

const post = self.postMessage.bind(self) as (message: unknown) => void
let host: HostApi | null = null
let extension: RenderExtension | null = null

// Bound now, because sealing takes these names away from the extension.
const endpoint = createEndpoint({
  postMessage: (message: unknown) => post(message),
  addEventListener: self.addEventListener.bind(self) as never,
  removeEventListener: self.removeEventListener.bind(self) as never,
})

Object.assign(
  self,
  sandboxGlobals(
    () => {
      if (!host) throw new Error('The extension is not running yet')
      return host
    },
    (render) => (extension = render),
  ),
)
sealWorker(self as unknown as Record<string, unknown>)

const worker: WorkerApi = {
  run({ source, name, context }, channel, api) {
    retain(channel)
    retain(api)
    host = api
    try {
      // Indirect, because a bundle is a classic script that names its global `this`.
      const evaluate = eval
      evaluate(`${source}\n//# sourceURL=extension/${name}.js`)
      if (!extension) throw new Error('The bundle never called hubspot.extend')
      mountExtension(extension, channel, api, context)
    } catch (error) {
      api.crashed(error instanceof Error ? error.message : String(error))
    }
  },
}
endpoint.expose({ ...worker })
