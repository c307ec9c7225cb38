import { quickenImports } from '@airo/program';

quickenImports();
const { serve } = await import('./serve.ts');

await serve(process.argv.slice(2), process.env);
