import { spawn, type ChildProcess } from 'node:child_process'
import { setPriority } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from './project-root.ts'

interface Ended {
  passed: boolean
  output: string
}

/** Runs a Node program of the project; what it says is shown at once, or kept for later. */
function run(program: string, args: readonly string[], how: { quietly: boolean }): Promise<Ended> {
  const child: ChildProcess = spawn(process.execPath, [join(projectRoot, program), ...args], {
    cwd: projectRoot,
    stdio: how.quietly ? ['ignore', 'pipe', 'pipe'] : 'inherit',
  })
  // Tests have limits of time, and checks have none: these take what is left of the processor.
  if (how.quietly && child.pid !== undefined) setPriority(child.pid, 10)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ passed: code === 0, output: output.trim() }))
  })
}

// What one process of Node has read and compiled the next need not: tests start a hundred.
process.env['NODE_COMPILE_CACHE'] ??= join(projectRoot, '.homing/compiled')

/**
 * Every check and every test, side by side: tests wait for servers much of the time. What the checks say is told when they are done, and what they
 * found once more at the end, where it is looked for.
 */
const checked = run('project/check.ts', [], { quietly: true }).then((ended) => {
  console.log(ended.output)
  return ended
})
const tested = await run('node_modules/vitest/vitest.mjs', ['run', ...process.argv.slice(2)], { quietly: false })
const { passed, output } = await checked
if (!passed) console.log(`\n${output}`)
if (!passed || !tested.passed) process.exitCode = 1
