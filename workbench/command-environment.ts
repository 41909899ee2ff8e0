import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { account } from './cast.ts'
import type { EditionName } from './page/api.ts'
import type { WorkbenchState } from './state.ts'

/**
 * Writes what the commands of whoever runs a relay need to reach the workbench's, as a relay's own environment would say
 * it. Answers with the path of the file.
 */
export async function writeCommandEnvironment(given: {
  folder: string
  edition: EditionName
  relayPort: number
  secrets: WorkbenchState['secrets']
}): Promise<string> {
  const { folder, edition, relayPort, secrets } = given
  const variables = {
    HOST: '127.0.0.1',
    PORT: relayPort,
    DATA_DIR: path.join(folder, 'relay'),
    HUBSPOT_PORTAL_ID: account.portalId,
    HOMING_MASTER_KEY: Buffer.from(secrets.master, 'hex').toString('base64'),
    ...(edition === 'private'
      ? { HOMING_FUNCTION_SECRET: secrets.function }
      : { HOMING_OPERATOR_SECRET: secrets.operator }),
  }
  const file = path.join(folder, 'workbench.env')
  const lines = Object.entries(variables).map(([name, value]) => `${name}='${value}'\n`)
  await writeFile(file, lines.join(''), { mode: 0o600 })
  return file
}
