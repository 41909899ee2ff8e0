import { createContext, runInContext } from 'node:vm'
import type { ExtensionApi, RenderExtension } from '../../workbench/host/extension-api.ts'
import type { HostApi } from '../../workbench/host/host-api.ts'
import { sandboxGlobals } from '../../workbench/host/sandbox-globals.ts'

/**
 * Runs a built bundle with HubSpot's globals and nothing else, and asks it for what to draw, once. What it asks of
 * HubSpot before anything is drawn goes to `host`. Throws when it asks for something that `host` lacks.
 */
export function openExtension(bundle: string, host: Partial<HostApi>, api: { context: object; actions: object }): void {
  let draw: RenderExtension | undefined
  const globals: Record<string, unknown> = {
    ...sandboxGlobals(
      () => host as HostApi,
      (render) => (draw = render),
    ),
    setTimeout,
    clearTimeout,
  }
  globals['self'] = globals
  runInContext(bundle, createContext(globals))
  if (!draw) throw new Error('the bundle never called hubspot.extend')
  draw(api as ExtensionApi)
}
