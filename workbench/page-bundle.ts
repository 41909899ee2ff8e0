import { build } from 'esbuild'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** One file of the page: its URL path, what it is, and its bytes. */
export interface PageFile {
  path: '/' | '/page.js' | '/page.css' | '/worker.js'
  contentType: string
  body: Uint8Array
}

const here = import.meta.dirname

/**
 * Builds the page and the worker that runs the extensions. Serve each file at its `path`; with `outDir` they are
 * written there too (`/` as `index.html`). `/worker.js` needs the header
 * `content-security-policy: default-src 'none'; script-src 'unsafe-eval'` and the page none of its own.
 */
export async function buildPage(outDir?: string): Promise<PageFile[]> {
  const { outputFiles } = await build({
    entryPoints: { page: join(here, 'page/main.tsx'), worker: join(here, 'host/worker.ts') },
    outdir: '/',
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    tsconfig: join(here, 'tsconfig.json'),
    logLevel: 'silent',
  })
  const built = (path: PageFile['path'], contentType: string): PageFile => {
    const file = outputFiles.find((one) => one.path.endsWith(path))
    if (!file) throw new Error(`The build of the page made no ${path}`)
    return { path, contentType, body: file.contents }
  }
  const files: PageFile[] = [
    { path: '/', contentType: 'text/html; charset=utf-8', body: await readFile(join(here, 'page/index.html')) },
    built('/page.js', 'text/javascript; charset=utf-8'),
    built('/page.css', 'text/css; charset=utf-8'),
    built('/worker.js', 'text/javascript; charset=utf-8'),
  ]
  if (outDir !== undefined) {
    await mkdir(outDir, { recursive: true })
    for (const { path, body } of files) await writeFile(join(outDir, path === '/' ? 'index.html' : path), body)
  }
  return files
}
