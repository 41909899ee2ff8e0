import { spawnSync } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { type FoundBrowser, npmBrowser } from './npm-browser.ts'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge']

const usualPlaces = () => [
  ...(process.env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name))),
  ...NAMES.map((name) => join('/usr/bin', name)),
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** Whether it really starts here: a package may be there without the libraries it needs. */
const works = ({ path, env }: FoundBrowser) =>
  spawnSync(path, ['--version'], { env: { ...process.env, ...env }, stdio: 'ignore', timeout: 30_000 }).status === 0

const fromDebian = (): FoundBrowser | undefined => {
  if (process.getuid?.() !== 0) return undefined
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, stdio: 'ignore' } as const
  spawnSync('apt-get', ['update'], options)
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], options)
  return { path: '/usr/bin/chromium', env: {} }
}

/**
 * A Chromium or Chrome that starts on this machine: `CHROMIUM_PATH`, an installed one, the one an npm package ships, and
 * for root at last Debian's package.
 * @throws Error with what to do when there is none
 */
export const findBrowser = async (): Promise<FoundBrowser> => {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (works({ path: named, env: {} })) return { path: named, env: {} }
    throw new Error(`CHROMIUM_PATH is ${named}, but no browser starts from there.`)
  }
  for (const path of usualPlaces()) if (works({ path, env: {} })) return { path, env: {} }
  const shipped = await npmBrowser()
  if (shipped && works(shipped)) return shipped
  const packaged = fromDebian()
  if (packaged && works(packaged)) return packaged
  throw new Error('No browser was found. Install Chrome or Chromium, or set CHROMIUM_PATH to one.')
}

const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Starts a headless browser without a sandbox: root may not have one, and it opens nothing but our own pages. */
export const launchBrowser = async (found?: FoundBrowser): Promise<Browser> => {
  const { path, env } = found ?? (await findBrowser())
  return chromium.launch({
    executablePath: path,
    env: { ...process.env, ...env },
    args: FLAGS,
    headless: true,
    chromiumSandbox: false,
  })
}
