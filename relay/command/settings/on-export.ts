import { Invalid } from '../../errors.ts'

/** Refusals for the sake of the version that was edited. */
const ofVersion = new Set(['settings_changed_meanwhile', 'unknown_version'])

/** What is asked for on top of a version. Where the file says that one, a refusal for its sake says how to go on. */
export async function onExport<Answer>(
  { version, isExported }: { version: number; isExported: boolean },
  ask: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await ask()
  } catch (error) {
    if (!isExported || !(error instanceof Invalid) || !ofVersion.has(error.code)) throw error
    throw new Invalid(
      error.code,
      `${error.message} The file says version: ${version}. Export again and make your change there, or take version out of the file: then it overwrites what was changed since.`,
      { status: error.status, more: error.more },
    )
  }
}
