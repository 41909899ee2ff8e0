import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from './project-root.ts'

interface Check {
  name: string
  /** A Node program below node_modules or of ours, and its arguments. */
  run: [program: string, ...args: string[]]
  mend: string
}

/** What one run leaves for the next, to be quicker. */
const remembered = '.homing/check'

const types = (name: string, tsconfig: string): Check => ({
  name: `types of ${name}`,
  run: [
    'node_modules/typescript/bin/tsc',
    '-p',
    tsconfig,
    '--incremental',
    '--tsBuildInfoFile',
    `${remembered}/${name.replaceAll(/\W+/g, '-')}.tsbuildinfo`,
  ],
  mend: `mend what stands above; this alone again: npx tsc -p ${tsconfig}`,
})

/** ESLint reads React's rules here, and other types. */
const pages = ['extensions', 'workbench/host', 'workbench/page']

const rules = (name: string, ...args: string[]): Check => ({
  name: `rules for ${name}`,
  run: ['node_modules/eslint/bin/eslint.js', '--max-warnings=0', ...args],
  mend: 'mend what stands above, some of it with "npx eslint --fix ."; why a rule is there stands in eslint.config.js',
})

/** The longest first, so that the last to end ends early. */
const checks: Check[] = [
  rules('relay, tools and tests', '.', ...pages.flatMap((folder) => ['--ignore-pattern', folder])),
  types('relay, tools and tests', 'tsconfig.json'),
  {
    name: 'formatting',
    run: [
      'node_modules/prettier/bin/prettier.cjs',
      '--check',
      '--log-level=warn',
      '--cache',
      `--cache-location=${remembered}/prettier`,
      '.',
    ],
    mend: 'npm run format',
  },
  rules('pages and cards', ...pages),
  types('the workbench page', 'workbench/tsconfig.json'),
  types('cards in a DOM', 'extensions/tsconfig.dom.json'),
  {
    name: 'what nobody uses',
    run: ['node_modules/knip/bin/knip.js', '--no-progress'],
    mend: 'remove it, or name it in knip.jsonc if something other than an import uses it',
  },
  {
    name: 'regular expressions',
    run: ['project/check-expressions.ts'],
    mend: 'write them so that nothing is looked for twice ("[^<>]" in place of "[^>]", "(?<!x)x+$"), or without an expression',
  },
  types('cards', 'extensions/tsconfig.json'),
  {
    name: "HubSpot's rules for what is uploaded",
    run: ['project/lint-generated.ts'],
    mend: 'mend the source below extensions/ that the generated file names, and never the generated file',
  },
  {
    name: 'what was built is what the sources say',
    run: ['project/check-built.ts'],
    mend: 'npm run build',
  },
]

interface Outcome {
  check: Check
  passed: boolean
  output: string
  seconds: number
}

async function perform(check: Check): Promise<Outcome> {
  const [program, ...args] = check.run
  const began = performance.now()
  const child = spawn(process.execPath, [join(projectRoot, program), ...args], { cwd: projectRoot })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const passed = await new Promise<boolean>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve(code === 0))
  })
  return { check, passed, output: output.trim(), seconds: (performance.now() - began) / 1000 }
}

/** Runs every check, as many side by side as there are processors; true when nothing was found. */
export async function check(report: (line: string) => void): Promise<boolean> {
  const waiting = [...checks]
  const failed: Outcome[] = []
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const outcome = await perform(next)
      report(`${outcome.passed ? 'ok    ' : 'FAILED'}  ${next.name} (${outcome.seconds.toFixed(1)} s)`)
      if (!outcome.passed) failed.push(outcome)
    }
  }
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), checks.length) }, work))
  for (const { check, output } of failed) report(`\n== ${check.name}\n${output}\n-> ${check.mend}`)
  return failed.length === 0
}

if (import.meta.main && !(await check(console.log))) process.exitCode = 1
