/** What a model is worth: loss, accuracy, confusion, and the report by class. */
package dev.graft.evaluate;
