/* SPDX-License-Identifier: Apache-2.0 */
/* What a file of the tree holds: a blob, or the file as it lies on the disk. */
#include "collect/git/loose.h"
#include "collect/git/tree.h"

void phs_tree_reader_open(struct phs_tree_reader *reader, const struct phs_tree *tree) {
    *reader = (struct phs_tree_reader){.tree = tree};
    if (tree->git)
        reader->odb = phs_odb_open(tree->git_dir, true);
}

void phs_tree_reader_close(struct phs_tree_reader *reader) {
    if (reader->object)
        git_odb_object_free(reader->object);
    if (reader->odb)
        git_odb_free(reader->odb);
    *reader = (struct phs_tree_reader){0};
}

static enum phs_tree_outcome read_blob(struct phs_tree_reader *reader, const struct phs_tree_file *file, size_t limit,
                                       struct phs_slice *ret_bytes) {
    size_t size;
    git_object_t type;
    git_odb_object_free(reader->object);
    reader->object = NULL;
    if (!reader->odb || git_odb_read_header(&size, &type, reader->odb, &file->id) != 0 || type != GIT_OBJECT_BLOB)
        return PHS_TREE_MISSING;
    if (size > limit)
        return PHS_TREE_TOO_LARGE;
    if (git_odb_read(&reader->object, reader->odb, &file->id) != 0)
        return PHS_TREE_MISSING;
    *ret_bytes = phs_slice_n(git_odb_object_data(reader->object), git_odb_object_size(reader->object));
    return PHS_TREE_READ;
}

enum phs_tree_outcome phs_tree_read(struct phs_tree_reader *reader, struct phs_arena *scratch, const struct phs_tree_file *file,
                                    size_t limit, struct phs_slice *ret_bytes) {
    if (reader->tree->git && !file->on_disk)
        return read_blob(reader, file, limit, ret_bytes);
    enum phs_code code =
        phs_file_read(scratch, phs_path_join(scratch, reader->tree->folder, file->path), limit, ret_bytes, NULL);
    return code == PHS_OK ? PHS_TREE_READ : code == PHS_E_LIMIT ? PHS_TREE_TOO_LARGE : PHS_TREE_MISSING;
}
