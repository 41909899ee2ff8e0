import { execFile } from 'node:child_process'
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

/** A browser and the environment it needs beside ours. */
export type FoundBrowser = { path: string; env: Record<string, string> }

const run = promisify(execFile)
const packageName = '@sparticuz/chromium'

/** The package unpacks into the temporary folder it is told, and its libraries only where it believes to be on a certain host. */
const unpackScript = `import(${JSON.stringify(packageName)}).then((chromium) => chromium.default.executablePath())`

const cacheFolder = (): string => {
  const preferred = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache')
  try {
    mkdirSync(preferred, { recursive: true })
    accessSync(preferred, constants.W_OK)
    return preferred
  } catch {
    // No home to write to: a folder of this run alone, since anyone could prepare one with a fixed name.
    return mkdtempSync(join(tmpdir(), 'homing-browser-'))
  }
}

const fontSettings = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts')}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`

/** Unpacks aside and moves into place in one step, so that a half-unpacked browser is never taken for one. */
const unpack = async (target: string) => {
  const draft = mkdtempSync(`${target}.`)
  const env = { ...process.env, TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' }
  try {
    await run(process.execPath, ['--input-type=module', '-e', unpackScript], { cwd: import.meta.dirname, env })
    writeFileSync(join(draft, 'fonts.conf'), fontSettings(target))
    renameSync(draft, target)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    // Two runs unpacked at once and the other was first: its browser serves both.
    if (!existsSync(target)) throw error
  }
}

/**
 * The Chromium that an npm package ships, unpacked once into this user's cache together with the libraries and a font that
 * a bare Linux lacks. Undefined where the package has none: it is for Linux on x64 with glibc.
 */
export const npmBrowser = async (cache = cacheFolder()): Promise<FoundBrowser | undefined> => {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const entry = createRequire(import.meta.url).resolve(packageName)
  const manifest = readFileSync(join(dirname(dirname(entry)), 'package.json'), 'utf8')
  const { version } = JSON.parse(manifest) as { version: string }
  const folder = join(cache, `homing-chromium-${version}`)
  if (!existsSync(folder)) await unpack(folder)
  return {
    path: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  }
}
