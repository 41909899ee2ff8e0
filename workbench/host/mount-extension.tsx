import { createRemoteRoot, type RemoteChannel } from '@remote-ui/core'
import { createRoot } from '@remote-ui/react'
import type { JsonValue, ServerlessExecutionStatus } from '@hubspot/ui-extensions'
import { Component, type ReactElement, type ReactNode } from 'react'
import { componentNames } from './component-names.ts'
import { ExtensionApiContext } from './extension-api-context.ts'
import type { ExtensionApi, ExtensionContext, RenderExtension } from './extension-api.ts'
import type { HostApi } from './host-api.ts'
import { unsettle } from './outcome.ts'

/**
 * Renders an extension into a remote tree whose changes go out through `channel`. Runs on the extension's side.
 * Returns how to end it.
 */
export function mountExtension(
  render: RenderExtension,
  channel: RemoteChannel,
  host: HostApi,
  context: ExtensionContext,
): () => void {
  const api: ExtensionApi = {
    context,
    actions: { copyTextToClipboard: (text) => unsettle(host.copyText(text)), ...host.actions },
    runServerlessFunction: async ({ name, ...options }) => {
      try {
        const response = (await unsettle(host.serverless(name, options))) as JsonValue
        return { status: 'SUCCESS' as ServerlessExecutionStatus.Success, response }
      } catch (error) {
        return { status: 'ERROR' as ServerlessExecutionStatus.Error, message: messageOf(error) }
      }
    },
  }
  const root = createRemoteRoot(channel, { components: componentNames })
  const remote = createRoot(root)
  remote.render(
    <Boundary onCrash={(message) => host.crashed(message)}>
      <ExtensionApiContext.Provider value={api}>
        <Extension render={render} api={api} />
      </ExtensionApiContext.Provider>
    </Boundary>,
  )
  void root.mount()
  return () => remote.unmount()
}

/** Calls the extension inside the boundary, so that a throw in its callback is shown like one in its components. */
function Extension({ render, api }: { render: RenderExtension; api: ExtensionApi }): ReactElement {
  return render(api)
}

class Boundary extends Component<{ children: ReactNode; onCrash(message: string): void }, { crashed: boolean }> {
  override state = { crashed: false }

  static getDerivedStateFromError() {
    return { crashed: true }
  }

  override componentDidCatch(error: unknown) {
    this.props.onCrash(messageOf(error))
  }

  override render() {
    return this.state.crashed ? null : this.props.children
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
