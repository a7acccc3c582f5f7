package dev.understudy.host;

import io.temporal.activity.ActivityInterface;

/** What workflows can do to the files of the worker's host. */
@ActivityInterface
public interface HostOperations {
    FolderSize measureFolder(MeasureFolder operation);

    Listing listFiles(ListFiles operation);

    boolean checkApart(CheckApart operation);

    /** Gives the path of the compressed file. */
    String compressFile(CompressFile operation);

    /** Gives the path of the moved file. */
    String moveFile(MoveFile operation);

    /** Gives the path of the link. */
    String linkFile(LinkFile operation);

    /** Gives the path of the file that is no longer there. */
    String deleteFile(DeleteFile operation);
}
