import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { copyProject } from '../../project/copy-project.ts'
import { projectRoot } from '../../project/project-root.ts'
import { runHs } from '../../project/run-hs.ts'
import {
  startDeveloperPlatform,
  type DeveloperPlatform,
} from '../../workbench/developer-platform/developer-platform.ts'

export interface HsAccount {
  platform: DeveloperPlatform
  /** What makes the real `hs` use this account, with no way out of this machine for it or anything it starts. */
  environment: NodeJS.ProcessEnv
  /** The project as a fresh clone has it, with a profile of both editions for this account. Removed with `close`. */
  copy(options?: { built?: boolean }): Promise<string>
  hs(args: string, cwd: string): Promise<{ code: number; output: string }>
  close(): Promise<void>
}

const guard = pathToFileURL(join(projectRoot, 'workbench/functions/loopback-only.ts')).href

/** An account on a developer platform of ours, its relay at `relayUrl`. */
export async function hsAccount(relayUrl: string): Promise<HsAccount> {
  const accountId = 4242
  const platform = await startDeveloperPlatform({ accountId })
  const environment = { PATH: process.env['PATH'], NODE_OPTIONS: `--import ${guard}`, ...platform.environment }
  const copies: Awaited<ReturnType<typeof copyProject>>[] = []
  return {
    platform,
    environment,
    async copy(options) {
      const copy = await copyProject(options)
      copies.push(copy)
      const profile = JSON.stringify({ accountId, variables: { RELAY_URL: relayUrl } })
      for (const folder of ['src', 'project/marketplace/src']) {
        await writeFile(join(copy.folder, folder, 'hsprofile.acme.json'), profile)
      }
      return copy.folder
    },
    async hs(args, cwd) {
      let output = ''
      const code = await runHs(args.split(' '), { cwd, env: environment, output: (text) => void (output += text) })
      return { code, output }
    },
    async close() {
      await platform.close()
      for (const copy of copies) await copy.remove()
    },
  }
}
