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
 * zip alone, so what it names must be in there. Which authentication goes with which distribution, scopes and components
 * is checked here, too, because no schema of one component can say it.
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
  const { type, ...auth } = (app?.config['auth'] ?? {}) as Auth
  if (componentType === 'APP_FUNCTION' && (type !== 'static' || app?.config['distribution'] !== 'private')) {
    return 'app functions need static authentication and private distribution'
  }
  if (componentType === 'CARD') {
    const unread = (config['objectTypes'] as string[]).find((object) => !mayRead(object, auth.requiredScopes))
    if (unread !== undefined) return `a card on ${unread} needs a scope to read them`
  }
  return componentType === 'APPLICATION' ? appRefusal(config['distribution'], { type, ...auth }) : null
}

function mayRead(object: string, scopes: string[]): boolean {
  return !['contacts', 'companies', 'deals'].includes(object) || scopes.includes(`crm.objects.${object}.read`)
}

interface Auth {
  type: 'static' | 'oauth'
  redirectUrls?: string[]
  requiredScopes: string[]
  optionalScopes?: string[]
  conditionallyRequiredScopes?: string[]
}

function appRefusal(distribution: unknown, auth: Auth): string | null {
  const { redirectUrls = [], requiredScopes, optionalScopes = [], conditionallyRequiredScopes = [] } = auth
  const further = [...optionalScopes, ...conditionallyRequiredScopes]
  if (auth.type === 'static') {
    if (distribution === 'marketplace') return 'an app of the marketplace needs OAuth'
    return further.length > 0 ? 'an app with static authentication can only require scopes' : null
  }
  if (redirectUrls.length === 0) return 'an app with OAuth needs a redirect URL'
  if (!requiredScopes.includes('oauth')) return 'an app with OAuth needs the scope oauth'
  const twice = further.find((scope, index) => [...requiredScopes, ...further.slice(0, index)].includes(scope))
  return twice === undefined ? null : `the scope ${twice} is asked for twice`
}
