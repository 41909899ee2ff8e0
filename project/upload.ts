import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildMarketplace } from './build-marketplace.ts'
import { buildProject } from './build.ts'
import { checkProfiles } from './check-profiles.ts'
import type { Edition } from './generated-files.ts'
import { projectRoot } from './project-root.ts'
import { runHs } from './run-hs.ts'

/** How an edition is built, and the folder of its project. */
const editions: Record<Edition, { build: (project: string) => Promise<string[]>; folder: string }> = {
  private: { build: buildProject, folder: '.' },
  marketplace: { build: buildMarketplace, folder: 'build/marketplace' },
}

/**
 * Builds, then lets `hs` validate and upload: the private edition, or the marketplace edition if `--marketplace` is among
 * `args`. The others are passed on to `hs project upload`. Resolves to the exit code. `output` gets everything that is
 * said; without it `hs` uses this terminal, so that it can ask.
 */
export async function uploadProject(
  args: readonly string[],
  options: { project?: string; env?: NodeJS.ProcessEnv; output?: (text: string) => void } = {},
): Promise<number> {
  const { project = projectRoot, env = process.env, output } = options
  const say = output ?? ((text: string) => void process.stdout.write(text))
  const fromEnvironment = Boolean(env['HUBSPOT_ACCOUNT_ID'] && env['HUBSPOT_PERSONAL_ACCESS_KEY'])
  const edition = args.includes('--marketplace') ? 'marketplace' : 'private'
  const { build, folder } = editions[edition]
  const problems = await checkProfiles(project, edition)
  if (!fromEnvironment && !hasAccounts(project, env)) {
    problems.push(
      'No HubSpot account is set up on this machine. Run "npx hs account auth", ' +
        'or set HUBSPOT_ACCOUNT_ID and HUBSPOT_PERSONAL_ACCESS_KEY.',
    )
  }
  if (problems.length > 0) {
    say(`${problems.join('\n')}\n`)
    return 1
  }
  for (const path of await build(project)) say(`built ${path}\n`)

  const all = args.filter((argument) => argument !== '--marketplace')
  if (fromEnvironment && !all.includes('--use-env')) all.push('--use-env')
  const hs = (command: string[]) => runHs(command, { cwd: join(project, folder), env, ...(output && { output }) })
  const code = await hs(['project', 'validate', ...understoodByValidate(all)])
  return code === 0 ? hs(['project', 'upload', ...all]) : code
}

/** `hs project validate` knows fewer options than `upload`: which profile, which account. */
function understoodByValidate(args: string[]): string[] {
  const { values } = parseArgs({
    args,
    strict: false,
    options: {
      profile: { type: 'string', short: 'p' },
      account: { type: 'string', short: 'a' },
      'use-env': { type: 'boolean' },
    },
  })
  return Object.entries(values).flatMap(([name, value]) => {
    if (name !== 'profile' && name !== 'account' && name !== 'use-env') return []
    return value === true ? [`--${name}`] : [`--${name}=${String(value)}`]
  })
}

/** Whether `hs` would find a configuration: one it is pointed to, the one in the home folder, or one on the way up. */
function hasAccounts(project: string, env: NodeJS.ProcessEnv): boolean {
  const configured = env['HUBSPOT_CONFIG_PATH']
  if (configured) return existsSync(configured)
  const home = env['HOME'] ?? env['USERPROFILE'] ?? ''
  const candidates = [join(home, '.hscli', 'config.yml')]
  for (let folder = project; ; folder = dirname(folder)) {
    candidates.push(join(folder, 'hubspot.config.yml'), join(folder, 'hubspot.config.yaml'))
    if (folder === dirname(folder)) break
  }
  return candidates.some((path) => existsSync(path))
}

if (import.meta.main) process.exitCode = await uploadProject(process.argv.slice(2))
