import { configure } from '@testing-library/dom';

// What `findBy…` and `waitFor` wait for comes when it comes: a busy machine is no failure.
configure({ asyncUtilTimeout: 60_000 });
