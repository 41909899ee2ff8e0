import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** The installed CLI's own entry; run with this Node, so that no shell and no other version comes between. */
function hsEntry(): string {
  return join(dirname(createRequire(import.meta.url).resolve('@hubspot/cli/package.json')), 'bin', 'hs.js')
}

/**
 * Runs the real `hs` and resolves to its exit code. With `output` it gets what `hs` prints; without, `hs` uses this
 * terminal, so that it can ask.
 */
export async function runHs(
  args: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv; output?: (text: string) => void },
): Promise<number> {
  const output = options.output
  const child = spawn(process.execPath, [hsEntry(), ...args], {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: output ? ['ignore', 'pipe', 'pipe'] : 'inherit',
  })
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8')
    stream?.on('data', (text: string) => output?.(text))
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 1))
  })
}
