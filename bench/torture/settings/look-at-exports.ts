import { runCommand } from '../../../relay/command/run-command.ts'
import type { Canaries } from './find-canaries.ts'
import type { House } from './house.ts'

/** Whoever runs the relay exports these accounts' settings and their audit logs, asking a relay that runs. */
export async function lookAtExports(house: House, portalIds: readonly string[], canaries: Canaries): Promise<string[]> {
  const env = { ...house.env, PORT: new URL(house.urls()[0]!).port }
  const wrongs: string[] = []
  for (const portalId of portalIds) {
    for (const words of ['settings export', 'settings versions', 'audit export']) {
      const said: string[] = []
      const code = await runCommand([...words.split(' '), '--account', portalId], env, (text) => said.push(text))
      canaries.look('export', said.join('\n'))
      if (code !== 0) wrongs.push(`"${words}" ends with ${code}: ${said.join(' ').slice(0, 300)}`)
    }
  }
  return wrongs
}
