package dev.graft.data;

/** Pictures as they are shown: all is theirs but the pixels. */
interface Sight {
  Pictures pictures();

  /** Identifies what is shown of a picture, whatever the contract. */
  ContentKey key(int index);

  /** Shows a picture, in 0…255. */
  Planes planes(int index, InputContract contract);
}
