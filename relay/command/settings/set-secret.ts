import { SettingsChanged } from '../../../contract/settings/change.ts'
import { ReadSettingsResponse } from '../../../contract/settings/settings-request.ts'
import { Invalid } from '../../errors.ts'
import { askRelay } from '../ask-relay.ts'
import { plainText } from '../plain-text.ts'
import type { AccountAccess } from '../read-access.ts'
import { sayOutcome } from './say-outcome.ts'
import { timeIn } from '../../zone/time-in.ts'

/** Gives a line's secret another value. What goes out uses it at once; for what comes in the one before is believed for a while. */
export async function setSecret(
  access: AccountAccess,
  secret: { line: string; place: string; value: string; keepMinutes?: number; reason?: string },
  print: (text: string) => void,
): Promise<number> {
  const { portalId } = access
  const { line, place, ...given } = secret
  const name = `line/${line}/${place}`
  const { version } = await askRelay(access, '/admin/settings', { portalId }, ReadSettingsResponse)
  const asked = { portalId, version, name, ...given }
  const done = await askRelay(access, '/admin/settings/rotate', asked, SettingsChanged).catch((error: unknown) => {
    throw asTyped(error, line, place)
  })
  if (done.changed.length === 0) {
    print(`The secret ${plainText(place)} of line ${plainText(line)} had this value already.`)
    return 0
  }
  const { secrets, timeZone } = await askRelay(access, '/admin/settings', { portalId }, ReadSettingsResponse)
  const until = secrets.find((one) => one.name === name)?.previousUntil ?? null
  const before = until === null ? '' : ` The one before is believed until ${timeIn(timeZone)(until)}.`
  print(`The secret ${plainText(place)} of line ${plainText(line)} is set, as version ${done.version}.${before}`)
  for (const line of sayOutcome(done)) print(line)
  return 0
}

/** Names the secret as it was typed here, by line and place, and not by the one name that requests have for both. */
function asTyped(error: unknown, line: string, place: string): unknown {
  if (!(error instanceof Invalid)) return error
  const { code, status, more } = error
  const words = error.message
    .replaceAll(`secrets.line/${line}/${place}`, `The secret "${place}" of line "${line}"`)
    .replaceAll(`line/${line}/`, '')
  return new Invalid(code, words, { status, more })
}
