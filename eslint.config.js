import js from '@eslint/js'
import { config as hubspot } from '@hubspot/eslint-config-ui-extensions'
import prettier from 'eslint-config-prettier'
import react from 'eslint-plugin-react'
import reactHooks from 'eslint-plugin-react-hooks'
import { defineConfig } from 'eslint/config'
import typescript from 'typescript-eslint'

const cards = ['extensions/**/*.{ts,tsx}']
const pages = ['workbench/{host,page}/**/*.{ts,tsx}']
/** Entries as HubSpot's servers take them in: `project/lint-generated.ts` gives ESLint their text, built or not. */
const entries = ['src/app/{cards,settings,pages}/*.jsx']
const tests = ['**/*.test.{ts,tsx}', 'test/**/*.ts', '**/fixture/**']

/** Each part is type-checked as its own tsconfig says, here as by `tsc`. */
const typedBy = (files, ...project) => ({
  files,
  languageOptions: { parserOptions: { project, tsconfigRootDir: import.meta.dirname } },
})

/** What `vitest` would leave out or run alone: a green run must have run everything. */
const leftOut = ['only', 'skip', 'todo'].map((property) => ({
  selector: `MemberExpression[object.name=/^(test|it|describe)$/][property.name='${property}']`,
  message: `A test with .${property} makes the run say less than it seems to. Remove it.`,
}))

export default defineConfig(
  { ignores: ['.homing/', 'build/', 'coverage/', 'src/app/functions/*.js', 'src/app/dist/'] },
  {
    // A rule is changed here, with a reason that all can read, and nowhere else.
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' },
  },
  {
    files: ['**/*.{ts,tsx,js}'],
    extends: [js.configs.recommended],
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-empty': ['error', { allowEmptyCatch: false }],
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [typescript.configs.recommendedTypeChecked],
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // The compiler knows, and counts parameters too.
      '@typescript-eslint/no-unused-vars': 'off',
      // An implementation of an asynchronous interface may well have nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      // What was caught goes on as it came, be it later.
      '@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true }],
      // Objects here are made of closures and have no `this` to lose.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  typedBy(['**/*.ts'], './tsconfig.json'),
  typedBy(['workbench/{host,page}/**/*.{ts,tsx}'], './workbench/tsconfig.json'),
  typedBy(['extensions/**/*.{ts,tsx}'], './extensions/tsconfig.json'),
  typedBy(['extensions/**/*.dom.test.tsx'], './extensions/tsconfig.dom.json'),
  {
    files: [...cards, ...pages],
    extends: [react.configs.flat.recommended, react.configs.flat['jsx-runtime']],
    settings: { react: { version: '18.3' } },
    // TypeScript checks what a component is given.
    rules: { 'react/prop-types': 'off' },
  },
  { files: cards, extends: [reactHooks.configs.flat.recommended] },
  {
    // No compiler rewrites the workbench's page, and a field there keeps what was typed in a ref while it renders.
    files: pages,
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    // What HubSpot's worker lacks. Its rules about folders mean src/app, so they see the entries there.
    files: [...cards, ...entries],
    extends: [hubspot],
    languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } },
    rules: {
      '@hubspot/ui-extensions/no-console': 'error',
      '@hubspot/ui-extensions/no-experimental-imports': 'error',
    },
  },
  {
    files: cards,
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['typebox', 'typebox/*'],
              message: "TypeBox would be most of a card's size. Import types of contract/ with `import type`.",
            },
          ],
        },
      ],
    },
  },
  {
    files: tests,
    rules: {
      'no-restricted-syntax': ['error', ...leftOut],
      // `expect.any` and its kin are of type any.
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  {
    // Programs that people start, and whose output is what they are for.
    files: [
      '{relay,workbench}/main.ts',
      'project/*.{ts,cjs}',
      'bench/**/*.ts',
      'relay/store/embedded/open-elsewhere.ts',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    // HubSpot's log of a function's runs, and the browser's own, are read there.
    files: ['app.functions/**/*.ts', 'workbench/{host,page}/**/*.{ts,tsx}'],
    rules: { 'no-console': ['error', { allow: ['error'] }] },
  },
  {
    // One listens to the console, some say why they cannot run, and one prints what an extension logs.
    files: ['test/silence.ts', 'test/mail/real.test.ts', 'workbench/host/create-host-api.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['project/*.cjs'],
    languageOptions: { sourceType: 'commonjs', globals: { process: 'readonly', console: 'readonly' } },
  },
  prettier,
)
