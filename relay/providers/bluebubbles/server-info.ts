import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import { Temporary } from '../../errors.ts'
import type { Line, ProviderContext } from '../provider.ts'
import { ask } from './ask.ts'
import type { BlueBubblesSettings } from './settings.ts'

const ServerInfo = Type.Object({
  private_api: Type.Boolean(),
  helper_connected: Type.Boolean(),
  /** Of macOS. */
  os_version: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  /** Who is signed in to iMessage on it, by one of the addresses. */
  detected_imessage: Type.Optional(Type.Unknown()),
  /** Seconds by which the Mac's clock is off. */
  macos_time_sync: Type.Optional(Type.Union([Type.Number(), Type.Null()])),
})
export type ServerInfo = Static<typeof ServerInfo>

/** How the Mac stands right now. */
export async function serverInfo(line: Line<BlueBubblesSettings>, context: ProviderContext): Promise<ServerInfo> {
  const info = await ask({ path: '/server/info' }, line, context)
  if (Value.Check(ServerInfo, info)) return info
  throw new Temporary('provider_failed', 'What answers at the address of the server is not BlueBubbles.')
}
