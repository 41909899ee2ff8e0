/** One component as the CLI describes it beside the zip. */
interface UploadedComponent {
  uid: string
  componentType: string
  metaFilePath: string
  config: Record<string, unknown>
}

/** The `uploadRequest` of an upload. */
export interface UploadRequest {
  projectName: string
  buildMessage: string
  intermediateNodesIndexedByUid: Record<string, UploadedComponent>
  profileData?: { vars: { profileVariables: Record<string, { value: unknown }> } }
}

/** A component's build. `error` is null when it built. */
export interface ComponentBuild {
  uid: string
  type: string
  error: string | null
}

type Files = ReadonlyMap<string, Buffer>

/**
 * What HubSpot's servers do with an upload, as far as it is documented: each component is built from the files of the
 * zip alone, so what it names must be in there, and app functions belong to a private app with static authentication.
 */
export function buildUpload(files: Files, request: UploadRequest): ComponentBuild[] {
  const components = Object.values(request.intermediateNodesIndexedByUid)
  const app = components.find(({ componentType }) => componentType === 'APPLICATION')
  return components.map((component) => ({
    uid: component.uid,
    type: component.componentType,
    error: refusal(component, files, app),
  }))
}

function refusal(component: UploadedComponent, files: Files, app: UploadedComponent | undefined): string | null {
  const { componentType, config, metaFilePath } = component
  if (!files.has(metaFilePath)) return `${metaFilePath} is not in the upload`
  const entrypoint = typeof config['entrypoint'] === 'string' ? config['entrypoint'].slice(1) : null
  if (entrypoint !== null && !files.has(entrypoint)) return `the entrypoint /${entrypoint} is not in the upload`
  if (componentType === 'CARD' || componentType === 'SETTINGS' || componentType === 'PAGE') {
    const folder = metaFilePath.slice(0, metaFilePath.lastIndexOf('/'))
    const manifest = files.get(`${folder}/package.json`)
    if (!manifest) return `${folder}/package.json is not in the upload`
    const { dependencies = {} } = JSON.parse(String(manifest)) as { dependencies?: Record<string, string> }
    for (const name of ['@hubspot/ui-extensions', 'react']) {
      if (!(name in dependencies)) return `${folder}/package.json does not depend on ${name}`
    }
  }
  if (componentType === 'APP_FUNCTION') {
    const { type } = (app?.config['auth'] ?? {}) as { type?: string }
    if (type !== 'static' || app?.config['distribution'] !== 'private') {
      return 'app functions need static authentication and private distribution'
    }
  }
  return null
}
