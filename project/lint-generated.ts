import { join } from 'node:path'
import { ESLint } from 'eslint'
import { generatedFiles } from './generated-files.ts'
import { projectRoot } from './project-root.ts'

/**
 * Builds the entries of cards and pages in memory and holds them to HubSpot's rules where HubSpot looks for them,
 * in src/app, as either edition has them, whether or not they lie there. An empty text means that nothing is wrong.
 */
export async function lintGenerated(root = projectRoot): Promise<string> {
  const eslint = new ESLint({ cwd: root })
  const results: ESLint.LintResult[] = []
  for (const edition of ['private', 'marketplace'] as const) {
    for (const [path, text] of await generatedFiles(root, edition)) {
      if (path.endsWith('.jsx')) results.push(...(await eslint.lintText(text, { filePath: join(root, path) })))
    }
  }
  return await (await eslint.loadFormatter('stylish')).format(results)
}

if (import.meta.main) {
  const problems = await lintGenerated()
  console.log(problems)
  if (problems !== '') process.exitCode = 1
}
