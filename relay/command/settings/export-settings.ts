import { ReadSettingsResponse } from '../../../contract/settings/settings-request.ts'
import { Invalid } from '../../errors.ts'
import { writeSettingsFile } from '../../settings-file/write-settings-file.ts'
import { askRelay } from '../ask-relay.ts'
import type { AccountAccess } from '../read-access.ts'
import { writeNewFile } from './write-new-file.ts'

/** Writes what an account has configured to a file that is not there yet, or to the terminal. */
export async function exportSettings(
  access: AccountAccess,
  file: string | undefined,
  print: (text: string) => void,
): Promise<number> {
  const asked = { portalId: access.portalId }
  const read = await askRelay(access, '/admin/settings', asked, ReadSettingsResponse)
  if (read.inEnvironment) {
    throw new Invalid(
      'settings_in_environment',
      'The lines of this account stand in LINES, and were not taken over: either the relay has no master key, or the log of its start says what is wrong with them. Set HOMING_MASTER_KEY, or mend them, and start it again.',
    )
  }
  const text = writeSettingsFile(
    {
      account: read.portalId,
      version: read.version,
      sections: Object.fromEntries(Object.entries(read.sections).filter(([, value]) => value !== null)),
      secrets: read.secrets.flatMap(({ name }) => {
        const [, line, place] = /^line\/([^/]+)\/(.+)$/.exec(name) ?? []
        return line === undefined || place === undefined ? [] : [{ line, place }]
      }),
      schemaUrl: `${access.url}/settings.schema.json`,
    },
    file?.endsWith('.json') ? 'json' : 'yaml',
  )
  if (file === undefined) print(text.trimEnd())
  else {
    writeNewFile(file, text)
    print(`${file} has the settings of account ${read.portalId} as of version ${read.version}.`)
  }
  return 0
}
