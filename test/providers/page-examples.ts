import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../project/project-root.ts'

/** A file of settings that stands in the docs. */
export interface PageExample {
  /** The page, and the how manieth example on it. */
  name: string
  page: string
  text: string
}

/** Every file of settings in the docs: what is in a box of YAML or JSON, unless it is only a comment, and the whole example. */
export function pageExamples(): PageExample[] {
  const pages = globSync(['README.md', 'docs/*.md', 'docs/providers/*.md'], { cwd: projectRoot }).toSorted()
  const inBoxes = pages.flatMap((page) => {
    const boxes = readFileSync(join(projectRoot, page), 'utf8').matchAll(/^( *)```(?:yaml|json)\n([^`]+)^\1```/gm)
    return [...boxes].map(([, indent = '', text = ''], index) => ({
      ...{ page, name: `${page}, example ${index + 1}` },
      text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }))
  })
  const page = 'docs/settings.example.yaml'
  const whole = { page, name: page, text: readFileSync(join(projectRoot, page), 'utf8') }
  return [...inBoxes.filter(({ text }) => /^[^#\n]/m.test(text)), whole]
}

/** A secret that every provider takes, for what an example refers to by this name. */
export function exampleSecret(name: string): string {
  return `whsec_${Buffer.from(`secret of ${name}`).toString('base64url')}`
}
